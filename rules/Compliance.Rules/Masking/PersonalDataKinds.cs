namespace Compliance.Rules.Masking;

/// <summary>Kinds of personal data that are recognised by their structure.</summary>
[Flags]
public enum PersonalDataKinds
{
    None = 0,

    /// <summary>GB 11643: 18 with checksum, date and region; 15 only with a word such as 身份证 near it.</summary>
    IdCard = 1 << 0,
    Mobile = 1 << 1,
    Landline = 1 << 2,

    /// <summary>Luhn, 16 to 19 digits, issuer prefix of UnionPay or another network.</summary>
    BankCard = 1 << 3,
    Passport = 1 << 4,

    /// <summary>GA 36: 7 characters, new-energy 8.</summary>
    Plate = 1 << 5,
    Email = 1 << 6,

    /// <summary>GB 32100, unified social credit code.</summary>
    CreditCode = 1 << 7,

    /// <summary>Down to a house number, by structure.</summary>
    Address = 1 << 8,

    /// <summary>After a label such as 姓名 or 收件人.</summary>
    Name = 1 << 9,
    All = (1 << 10) - 1,
}

public static class PersonalDataKindNames
{
    /// <summary>Names as policies and records write them; the order is that of the bits.</summary>
    private static readonly string[] Names = ["id-card", "mobile", "landline", "bank-card", "passport", "plate", "email", "credit-code", "address", "name"];

    /// <summary>Name of a single kind.</summary>
    public static string NameOf(this PersonalDataKinds kind) => Names[System.Numerics.BitOperations.TrailingZeroCount((int)kind)];

    /// <summary>The kind of that name, or None.</summary>
    public static PersonalDataKinds Parse(string name)
    {
        var index = Array.IndexOf(Names, name);
        return index < 0 ? PersonalDataKinds.None : (PersonalDataKinds)(1 << index);
    }
}
