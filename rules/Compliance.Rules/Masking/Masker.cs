namespace Compliance.Rules.Masking;

public static class Masker
{
    /// <summary>Hides the spans and keeps the length class: <c>138****5678</c>. The result is as long as <paramref name="text"/>.</summary>
    /// <param name="spans">As <see cref="PersonalDataDetector.Find"/> gave them for this text.</param>
    public static string Mask(string text, IReadOnlyList<PersonalDataSpan> spans) => throw new NotImplementedException();
}
