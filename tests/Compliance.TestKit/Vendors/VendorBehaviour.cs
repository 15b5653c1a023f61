namespace Compliance.TestKit.Vendors;

/// <summary>What the vendor does with the next pushes.</summary>
public abstract record VendorBehaviour
{
    public sealed record Accept : VendorBehaviour;

    /// <summary>Refuses the whole push in the provider's words.</summary>
    public sealed record Refuse : VendorBehaviour;

    /// <summary>Refuses these recipients where the reply has a place for it.</summary>
    public sealed record RefuseSome(params string[] Recipients) : VendorBehaviour;

    /// <summary>Accepts, and answers through a front that compresses or marks what it was not asked to.</summary>
    public sealed record AcceptEncoded(string Encoding) : VendorBehaviour;

    /// <summary>Answers only when the gate opens.</summary>
    public sealed record WaitFor(Task Gate) : VendorBehaviour;

    /// <summary>Reads everything, then closes the connection in order and says nothing.</summary>
    public sealed record CloseUnanswered : VendorBehaviour;

    /// <summary>Reads everything, then resets the connection.</summary>
    public sealed record Reset : VendorBehaviour;

    /// <summary>A bare HTTP failure, as a load balancer in front of the provider would give.</summary>
    public sealed record Fail(int Status, string Body = "upstream sent <html>") : VendorBehaviour;
}
