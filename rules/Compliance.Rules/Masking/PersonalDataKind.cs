namespace Compliance.Rules.Masking;

/// <summary>Kinds of personal data that are recognised by their structure.</summary>
public enum PersonalDataKind
{
    /// <summary>GB 11643: 18 with checksum, date and region; 15 only with a word such as 身份证 near it.</summary>
    IdCard,
    Mobile,
    Landline,

    /// <summary>Luhn, 16 to 19 digits, issuer prefix of UnionPay or another network.</summary>
    BankCard,
    Passport,

    /// <summary>GA 36: 7 characters, new-energy 8.</summary>
    Plate,
    Email,

    /// <summary>GB 32100, unified social credit code.</summary>
    CreditCode,

    /// <summary>Down to a house number, by structure.</summary>
    Address,

    /// <summary>After a label such as 姓名 or 收件人.</summary>
    Name,
}
