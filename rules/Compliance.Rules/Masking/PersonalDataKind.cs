namespace Compliance.Rules.Masking;

public enum PersonalDataKind
{
    IdCard,
    Mobile,
    BankCard,
    Email,
}
