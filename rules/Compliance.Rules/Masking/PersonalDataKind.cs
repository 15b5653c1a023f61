namespace Compliance.Rules.Masking;

/// <summary>Kinds of personal data that are recognised by their structure.</summary>
public enum PersonalDataKind
{
    /// <summary>GB 11643: 18 with check digit, date and region; after a word such as 身份证 whatever is as long, 15 too, and Taiwan's letter with nine digits.</summary>
    IdCard,
    Mobile,
    Landline,

    /// <summary>16 to 19 digits with the prefix of UnionPay or another network, and Luhn or a word such as 卡号.</summary>
    BankCard,

    /// <summary>Passports and travel permits, and other certificates after their name.</summary>
    Passport,

    /// <summary>GA 36: 7 characters, new-energy 8.</summary>
    Plate,
    Email,

    /// <summary>GB 32100, unified social credit code.</summary>
    CreditCode,

    /// <summary>Down to a door, or after a label such as 收货地址.</summary>
    Address,

    /// <summary>After a label such as 姓名, or before a form of address.</summary>
    Name,

    /// <summary>微信号 and QQ, after their label.</summary>
    Account,
}
