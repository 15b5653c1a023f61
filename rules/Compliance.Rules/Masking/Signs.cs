namespace Compliance.Rules.Masking;

/// <summary>What a word or sign of the text announces.</summary>
internal enum Sign : byte
{
    /// <summary>A name follows.</summary>
    NameLabel,

    /// <summary>A name may stand before.</summary>
    Title,
    AddressLabel,
    AccountLabel,
    AtSign,
}

/// <summary>All words and signs that announce what has no digits: the text is looked through for them once.</summary>
internal static class Signs
{
    public static readonly WordIndex<Sign> Index = new([
        .. Names.Labels.Select(word => (word, Sign.NameLabel)),
        .. Names.Titles.Select(word => (word, Sign.Title)),
        .. Addresses.Labels.Select(word => (word, Sign.AddressLabel)),
        .. ChatAccounts.Labels.Select(label => (label.Word, Sign.AccountLabel)),
        .. EmailAddresses.Signs.Select(word => (word, Sign.AtSign)),
    ]);

    public static void Find(ReadOnlySpan<char> text, ReadOnlySpan<int> places, List<PersonalDataSpan> spans)
    {
        foreach (var at in places)
        {
            if (!Index.TryFind(text, at, out var sign, out var length))
                continue;
            switch (sign)
            {
                case Sign.NameLabel:
                    Names.AfterLabel(text, at + length, spans);
                    break;
                case Sign.Title:
                    Names.BeforeTitle(text, at, spans);
                    break;
                case Sign.AddressLabel:
                    Addresses.AfterLabel(text, at + length, spans);
                    break;
                case Sign.AccountLabel:
                    ChatAccounts.AfterLabel(text, at, length, spans);
                    break;
                default:
                    EmailAddresses.Around(text, at, length, spans);
                    break;
            }
        }
    }
}
