namespace Compliance.Gateway.Providers.Sandbox;

/// <summary>
/// What the sandbox tells of every template. It cannot know what a caller's template says, and plays the strictest: a marketing text with all that
/// the law demands of one. So the first push to somebody who consented passes, and nothing passes here that its own provider's text would stop.
/// </summary>
internal static class SandboxTemplate
{
    public const string Text = "沙盒里的营销模板，变量的值见下文。拒收请回复R";
}
