using System.Globalization;
using System.Text;

namespace Compliance.LoadTests.Cost;

/// <summary>The same WeCom push of 534 bytes for ever new customers, so that no frequency cap ends the run.</summary>
internal static class PushBodies
{
    public const int Length = 534;
    public const int RecipientsPerPush = 3;

    private const string Ending =
        "\"},\"attachments\":[{\"msgtype\":\"link\",\"link\":{\"title\":\"春茶品鉴会\",\"picurl\":\"https://img.example.com/a.png\",\"desc\":\"到店即可品鉴\",\"url\":\"https://m.example.com/tea\"}}]}";

    public static string Customer(int number) => "wmLOAD" + number.ToString("D8", CultureInfo.InvariantCulture);

    public static byte[] Create(int push)
    {
        var ids = string.Join("\",\"", Enumerable.Range(push * RecipientsPerPush, RecipientsPerPush).Select(Customer));
        var start =
            $"{{\"chat_type\":\"single\",\"external_userid\":[\"{ids}\"],\"sender\":\"zhangsan\",\"text\":{{\"content\":\"王女士您好，今年的春茶已经到店，欢迎周末来店里坐坐，老朋友一起品鉴。";
        var padding = Length - Encoding.UTF8.GetByteCount(start) - Encoding.UTF8.GetByteCount(Ending);
        return Encoding.UTF8.GetBytes(start + new string('.', padding) + Ending);
    }
}
