"""Writes everyday-words.txt: the words of dict.txt of jieba that are common enough, by how rare they are, and our own.

Usage: python3 words.py dict.txt > everyday-words.txt. Columns: bits (how many a word costs: minus the base-2 logarithm of its share), then the words.
"""
import math
import sys

LEAST = {1: 50, 2: 50, 3: 100, 4: 100}

# What offers and short messages say every day, and a newspaper of the nineties did not.
OWN = """
16 一键 领取 均可 下单 包邮 正品 新品 上新 到店 门店 套餐 网点 扫码 客服 立减 满减 补货 直播 秒杀 拼团 好评 差评 回购 复购 会员 优惠券 代金券 红包 签到 打卡 小程序 公众号 企业微信
17 国际品牌 净化水 饮用水 纯净水 热水 温水 冷水 开水 忘了 问过 吃过 用过 去过 来过 也没 都没 还没 没事 没问题 久用 久洗 耐用 服务台 服务费 一次性 个性 弹性 彩妆 好运 锦鲤 汉堡 面包 奶茶 城堡 古堡 碉堡 转盘 世界杯
17 转不停 旺角 旺铺 旺季 旺仔 一家人 一个人 一辈子 不知道
17 跟家人 跟朋友 跟我 跟你 跟您 跟他 跟她 跟大家 跟同学 跟同事 跟孩子 去跟 来跟 先跟 最底部 最底层 最底端 最顶端 最顶部 页面 最近 最后 最新 最终 最多 最少 最早 最晚 最快 最高 最低 最大 最小 最爱 最想
18 鱼头 肉包 菜包 豆包 钱包 书包 背包 红包 汤包 包子 面包车 礼包 大礼包 药包 茶包 沙包 荷包 急救包 面膜 精华 口红 礼盒 抱枕 香囊 手串 挂件 绘本 卫衣 毛衣 风衣 外套 烟花 烟花棒 仙女棒 发箍 发圈 发夹 假发
"""


def main(path):
    total, kept = 0, {}
    for line in open(path, encoding="utf-8"):
        word, count = line.split()[:2]
        total += int(count)
        if int(count) >= LEAST.get(len(word), 1 << 30) and all("\u4e00" <= c <= "\u9fff" for c in word):
            kept[word] = int(count)
    rows = {}
    for word, count in kept.items():
        rows.setdefault(round(-math.log2(count / total)), []).append(word)
    print("# Everyday words by how rare they are, from dict.txt of jieba (MIT, see NOTICE) by words.py; the last rows are our own.")
    for bits in sorted(rows):
        print(bits, *rows[bits])
    print("# Our own.")
    print(OWN.strip())


main(sys.argv[1])
