namespace Compliance.Gateway.Console;

/// <summary>Names <c>Texts.en.resx</c>: its keys are the Chinese texts themselves, so that pages read in Chinese.</summary>
internal sealed class Texts;
