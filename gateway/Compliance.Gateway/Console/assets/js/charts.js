// Draws the table that it is told as stacked columns: first column = time, the others = series. A click opens what is behind the cell.
import * as echarts from '../vendor/echarts/echarts.esm.min.mjs';

const colours = ['#2f6be0', '#12a594', '#e08a1e', '#8e5bd0', '#d64550', '#5a6b82', '#3bb0e3', '#b6a02b'];
const font = getComputedStyle(document.body).fontFamily;
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

for (const place of document.querySelectorAll('[data-chart]')) {
    const table = document.getElementById(place.dataset.chart);
    const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());
    const rows = [...table.tBodies[0].rows];
    const chart = echarts.init(place, null, { renderer: 'canvas' });
    const last = (row) => names.findLastIndex((_, i) => Number(rows[row].cells[i + 1].dataset.value) > 0);
    chart.setOption({
        animation: !calm,
        animationDuration: 300,
        color: colours,
        textStyle: { fontFamily: font },
        aria: { enabled: false },
        grid: { left: 8, right: 8, top: place.dataset.legend ? 12 : 40, bottom: 4, containLabel: true },
        legend: { show: !place.dataset.legend, type: 'scroll', top: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, textStyle: { color: '#465266', fontSize: 12 } },
        // Drawn on the canvas: the other kind of tooltip writes style attributes.
        tooltip: { trigger: 'axis', renderMode: 'richText', confine: true, axisPointer: { type: 'shadow', shadowStyle: { color: 'rgba(23,33,49,.05)' } }, order: 'valueDesc', textStyle: { fontSize: 12 } },
        xAxis: { type: 'category', data: rows.map((row) => row.cells[0].textContent.trim()), axisTick: { show: false }, axisLine: { lineStyle: { color: '#c9d2de' } }, axisLabel: { color: '#5f6b7d' } },
        yAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: '#e9edf3' } }, axisLabel: { color: '#5f6b7d' } },
        series: names.map((name, i) => ({
            name,
            type: 'bar',
            stack: 'all',
            barMaxWidth: 36,
            emphasis: { focus: 'series' },
            data: rows.map((row, at) => ({ value: Number(row.cells[i + 1].dataset.value), itemStyle: i === last(at) ? { borderRadius: [3, 3, 0, 0] } : undefined })),
        })),
    });
    chart.on('click', (hit) => rows[hit.dataIndex].cells[hit.seriesIndex + 1].querySelector('a')?.click());
    new ResizeObserver(() => chart.resize()).observe(place);
}
