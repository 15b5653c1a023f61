using System.Globalization;

namespace Compliance.TestKit.Gateways;

/// <summary>One customer as a CRM knows him.</summary>
public sealed record Person(string Subject, string Phone, string Customer)
{
    private static int _count = Random.Shared.Next(10_000, 90_000_000);

    /// <summary>As Tencent's clients write it.</summary>
    public string E164 => "+86" + Phone;

    public string PhoneIdentity => "phone:" + E164;

    public string CustomerIdentity => "wecom:" + Customer;

    public static Person New()
    {
        var number = Interlocked.Increment(ref _count).ToString("D8", CultureInfo.InvariantCulture);
        return new Person($"crm-{number}", "139" + number, $"wmTEST{number}");
    }
}
