namespace Compliance.Rules.Masking;

public static class PersonalDataKinds
{
    private static readonly string[] Names =
    [
        "id-card",
        "mobile",
        "landline",
        "bank-card",
        "passport",
        "plate",
        "email",
        "credit-code",
        "address",
        "name",
        "account",
    ];

    /// <summary>The kind's name as policies and records write it.</summary>
    public static string NameOf(PersonalDataKind kind) => Names[(int)kind];
}
