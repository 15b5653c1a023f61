namespace Compliance.Rules.Masking;

/// <summary>GA 36-2018: province, letter, five characters; new-energy vehicles six, with D, F or another energy letter first or last.</summary>
internal static class Plates
{
    private const string Provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
    private const string Suffixes = "挂学警港澳";
    private const string Dots = "·•・∙.-— ";

    public static void Find(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, List<PersonalDataSpan> spans)
    {
        Span<char> plate = stackalloc char[8];
        for (var i = 0; i < tokens.Length; i++)
        {
            var head = tokens[i];
            if (head.Start == 0 || !Provinces.Contains(text[head.Start - 1]) || head.Count > 7)
                continue;
            var end = head.End;
            var count = head.CopyTo(text, plate);
            if (
                count == 1
                && i + 1 < tokens.Length
                && tokens[i + 1] is { Count: <= 6 } tail
                && tail.Start - end == 1
                && Dots.Contains(text[end])
            )
            {
                count += tail.CopyTo(text, plate[1..]);
                end = tail.End;
            }
            if (count == 5 && end < text.Length && Suffixes.Contains(text[end]) && IsShort(plate[..5], 4))
                end++;
            else if (!(count == 6 && IsShort(plate[..6], 5)) && !(count == 7 && IsNewEnergy(plate[..7])))
                continue;
            spans.Add(new PersonalDataSpan(PersonalDataKind.Plate, head.Start - 1, end - head.Start + 1));
        }
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
