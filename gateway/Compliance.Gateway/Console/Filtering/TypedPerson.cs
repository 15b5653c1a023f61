using System.Text.RegularExpressions;
using Compliance.Gateway.Model;

namespace Compliance.Gateway.Console.Filtering;

/// <summary>Recognises who is meant from what an officer has at hand: a phone number, an e-mail address, an id from a customer's ticket.</summary>
internal static partial class TypedPerson
{
    /// <summary>Whether the token names a person, well or badly.</summary>
    public static bool Looks(FilterWord word) =>
        word.Key is { } key
            ? FilterKey.Find(key) == FilterKey.Person || Identity.Kinds.Contains(key, StringComparer.OrdinalIgnoreCase)
            : FilterKey.Period.Value(word.Rest) is null && IsBare(word.Rest);

    public static FilterFault? Read(FilterWord word, out Identity? person)
    {
        person = null;
        var isKind = word.Key is { } key && Identity.Kinds.Contains(key, StringComparer.OrdinalIgnoreCase);
        var text = isKind ? $"{word.Key!.ToLowerInvariant()}:{word.Rest}" : word.Rest;
        if (text.Length == 0 || (isKind && word.Rest.Length == 0))
            return FilterFault.NoValue;
        if (BareOpenid().IsMatch(text))
            return FilterFault.OpenidWithoutApp;
        if (!Identity.TryParse(Written(text), out var identity, out _))
            return FilterFault.UnknownPerson;
        person = identity;
        return null;
    }

    private static bool IsBare(string text) =>
        text.Contains('@')
        || text.StartsWith('+')
        || BarePhone().IsMatch(text)
        || BareCustomer().IsMatch(text)
        || BareOpenid().IsMatch(text);

    /// <summary>In the contract's <c>kind:value</c>.</summary>
    private static string Written(string text)
    {
        if (text.Split(':')[0] is var kind && text.Length > kind.Length && Identity.Kinds.Contains(kind))
            return text;
        return text.Contains('@') ? $"email:{text}"
            : BareCustomer().IsMatch(text) ? $"wecom:{text}"
            : $"phone:{text}";
    }

    [GeneratedRegex("^(00|86)?[- ]?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}$")]
    private static partial Regex BarePhone();

    /// <summary>WeCom's external_userid begins with wm (from WeChat) or wo (from WeCom).</summary>
    [GeneratedRegex("^w[mo][A-Za-z0-9_-]{6,62}$")]
    private static partial Regex BareCustomer();

    /// <summary>An openid means nothing without the account that it was given by.</summary>
    [GeneratedRegex("^o[A-Za-z0-9_-]{27}$")]
    private static partial Regex BareOpenid();
}
