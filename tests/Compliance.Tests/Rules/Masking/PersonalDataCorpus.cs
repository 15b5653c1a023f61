using Compliance.Rules.Masking;

namespace Compliance.Tests.Rules.Masking;

/// <summary>Sentences with personal data of every kind in the forms in which people write it, and with numbers that only look like it. Seeded: the same ones for ever.</summary>
internal sealed class PersonalDataCorpus(int seed)
{
    private static readonly string[] Before = ["您的", "请联系", "", "【拾光】", "尊敬的会员，", "登记为", "回拨", "信息："];
    private static readonly string[] After = ["已登记", "，请核对", "", "。谢谢", "的资料有变", " 详询客服", "）", "；如有误请回复"];
    private static readonly string[] Regions = ["110105", "310104", "440305", "510107", "330106", "650102", "420111", "230103"];
    private static readonly string[] Things = ["订单", "运单号", "流水号", "编号", "快递单号", "券码", "兑换码", "序列号"];
    private readonly Random _random = new(seed);

    public sealed record Sentence(string Text, PersonalDataKind? Kind, int Start, int Length);

    public IEnumerable<Sentence> Take(int count)
    {
        for (var i = 0; i < count; i++)
            yield return i % 5 < 3 ? Personal((PersonalDataKind)(i / 5 % 8)) : Impersonal();
    }

    private Sentence Personal(PersonalDataKind kind)
    {
        var before = Pick(Before);
        var data = kind switch
        {
            PersonalDataKind.IdCard => Grouped(Id(), 6, 8, 4),
            PersonalDataKind.Mobile => Grouped(Mobile(), 3, 4, 4),
            PersonalDataKind.Landline => Pick(["010", "021", "028"]) + Pick(["-", "", " "]) + _random.Next(2, 9) + Digits(7),
            PersonalDataKind.BankCard => Grouped(Card(_random.Next(2) == 0 ? 19 : 16), 4, 4, 4, 4),
            PersonalDataKind.Passport => Pick(["E", "G"]) + Digits(8),
            PersonalDataKind.Plate => Pick(["京", "沪", "粤", "川", "浙"])
                + Pick(["A", "B", "K"])
                + Pick(["", "·"])
                + Pick([Digits(5), $"{Digits(2)}K{Digits(2)}", "D" + Digits(5), Digits(5) + "F"]),
            PersonalDataKind.Email =>
                $"{Pick(["zhang.san", "li_si", "wang-wu99", "a1"])}@{Pick(["example.com", "mail.example.cn", "shop.com.cn"])}",
            _ => CreditCode(),
        };
        if (_random.Next(4) == 0)
            data = FullWidth(data, kind);
        var length = data.Length;
        return new Sentence(before + data + Pick(After), kind, before.Length, length);
    }

    private Sentence Impersonal()
    {
        var number = _random.Next(9) switch
        {
            0 => Pick(Things) + Digits(11),
            1 => Pick(Things) + "1" + _random.Next(3, 10) + Digits(9),
            2 => "SF" + Digits(13),
            3 => "YT" + Digits(13),
            4 => "20261121" + Digits(12),
            5 => BrokenId(),
            6 => Pick(Things) + Card(16),
            7 => "400-" + Digits(3) + "-" + Digits(4),
            _ => Pick(["2026-11-21 10:30", "3.1415926535897", "192.168.100.101", "￥1,299.00", "13800元", "12345678", "110105"]),
        };
        return new Sentence(Pick(Before) + number + Pick(After), null, 0, 0);
    }

    private string Id()
    {
        var birth = new DateOnly(1940, 1, 1)
            .AddDays(_random.Next(25_000))
            .ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        var body = Pick(Regions) + birth + Digits(3);
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return body + "10X98765432"[body.Select((c, i) => (c - '0') * weights[i]).Sum() % 11];
    }

    /// <summary>One digit off: the check digit no longer fits.</summary>
    private string BrokenId()
    {
        var id = Id();
        return id[..16] + (char)('0' + (id[16] - '0' + 1) % 10) + id[17];
    }

    private string Mobile() => "1" + Pick(["38", "59", "86", "77", "99", "33"]) + Digits(8);

    private string Card(int length)
    {
        var body = Pick(["622202", "621700", "625912"]) + Digits(length - 7);
        var sum = body.Reverse().Select((c, i) => i % 2 == 0 ? (c - '0') * 2 % 10 + (c - '0') * 2 / 10 : c - '0').Sum();
        return body + (10 - sum % 10) % 10;
    }

    private string CreditCode()
    {
        const string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var body =
            "9" + Pick(["1", "2", "3"]) + Pick(Regions) + string.Concat(Enumerable.Range(0, 9).Select(_ => alphabet[_random.Next(31)]));
        int sum = 0,
            weight = 1;
        foreach (var c in body)
        {
            sum += alphabet.IndexOf(c) * weight;
            weight = weight * 3 % 31;
        }
        return body + alphabet[(31 - sum % 31) % 31];
    }

    /// <summary>In one piece, or in groups with blanks or hyphens.</summary>
    private string Grouped(string number, params int[] groups)
    {
        var joint = Pick(["", "", " ", "-"]);
        if (joint.Length == 0)
            return number;
        var pieces = new List<string>();
        foreach (var group in groups)
        {
            pieces.Add(number[..group]);
            number = number[group..];
        }
        if (number.Length > 0)
            pieces.Add(number);
        return string.Join(joint, pieces);
    }

    private static string FullWidth(string text, PersonalDataKind kind) =>
        kind == PersonalDataKind.Email ? text : string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) ? (char)(c + 0xFEE0) : c));

    private string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + _random.Next(10))));

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];
}
