namespace Compliance.Rules.Masking;

/// <summary>
/// GA 36-2018: province, letter, five characters; new-energy vehicles six, with an energy letter first or last; 使 and 领 with six digits, WJ with a province.
/// </summary>
internal static class Plates
{
    private const string Provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    private static readonly string[] Suffixes = ["挂", "学", "警", "港", "澳", "应急", "试", "超", "使", "领"];
    private const string Dots = "·•・∙.- ";
    private static readonly string[] Vehicles = ["车", "牌照", "司机"];

    public static void Find(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, List<PersonalDataSpan> spans)
    {
        Span<char> plate = stackalloc char[8];
        for (var i = 0; i < tokens.Length; i++)
        {
            var head = tokens[i];
            if (head.Start == 0 || head.Count > 7)
                continue;
            var before = text[head.Start - 1];
            if (before is '使' or '领' && head is { IsNumber: true, Count: 6 } && IsOfVehicle(text, head.Start - 1))
                spans.Add(new PersonalDataSpan(PersonalDataKind.Plate, head.Start - 1, head.Count + 1));
            if (!Provinces.Contains(before))
                continue;
            var end = head.End;
            var count = head.Count;
            text[head.Start..end].CopyTo(plate);
            if (
                count == 1
                && i + 1 < tokens.Length
                && tokens[i + 1] is { Count: <= 6 } tail
                && tail.Start - end == 1
                && Dots.Contains(text[end])
            )
            {
                text[tail.Start..tail.End].CopyTo(plate[1..]);
                (count, end) = (count + tail.Count, tail.End);
            }
            if (count == 5 && Suffix(text[end..]) is > 0 and var suffix && IsShort(plate[..5], 4))
                end += suffix;
            else if (!(count == 6 && IsShort(plate[..6], 5)) && !(count == 7 && IsNewEnergy(plate[..7])))
                continue;
            var start = head.Start - 1;
            if (start > 1 && text[(start - 2)..start] is "wj")
                start -= 2;
            spans.Add(new PersonalDataSpan(PersonalDataKind.Plate, start, end - start));
        }
    }

    private static int Suffix(ReadOnlySpan<char> text)
    {
        foreach (var suffix in Suffixes)
            if (text.StartsWith(suffix))
                return suffix.Length;
        return 0;
    }

    private static bool IsOfVehicle(ReadOnlySpan<char> text, int start)
    {
        foreach (var word in Vehicles)
            if (text[Math.Max(0, start - 8)..start].Contains(word, StringComparison.Ordinal))
                return true;
        return false;
    }

    private static bool IsShort(ReadOnlySpan<char> plate, int rest) =>
        IsOffice(plate[0]) && IsSerial(plate[1..], rest) && plate[1..].ContainsAnyInRange('0', '9');

    private static bool IsNewEnergy(ReadOnlySpan<char> plate) =>
        IsOffice(plate[0])
        && (
            IsEnergy(plate[1]) && IsSerial(plate[2..3], 1) && CheckDigits.IsDigits(plate[3..])
            || CheckDigits.IsDigits(plate[1..6]) && IsEnergy(plate[6])
        );

    private static bool IsOffice(char c) => char.IsAsciiLetter(c) && c is not ('i' or 'o');

    private static bool IsEnergy(char c) => c is >= 'a' and <= 'k' and not 'i';

    private static bool IsSerial(ReadOnlySpan<char> serial, int length) => serial.Length == length && !serial.ContainsAny('i', 'o');
}
