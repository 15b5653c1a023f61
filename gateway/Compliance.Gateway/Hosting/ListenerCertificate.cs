using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Compliance.Gateway.Hosting;

/// <summary>The certificate of https listeners, where ASP.NET Core reads it: <c>Kestrel:Certificates:Default</c>.</summary>
internal static class ListenerCertificate
{
    private const string Setting = "Kestrel:Certificates:Default";

    /// <summary>What keeps an https listener from starting; null when nothing does. A development certificate is none.</summary>
    public static string? Error(IConfiguration configuration)
    {
        var (path, keyPath) = (configuration[$"{Setting}:Path"], configuration[$"{Setting}:KeyPath"]);
        if (path is null)
            return configuration[$"{Setting}:Subject"] is null
                ? $"{Setting} is missing, and https needs it: write {Setting}:Path and {Setting}:KeyPath (PEM files), or Path and Password (a PFX file)"
                : null;
        try
        {
            // Relative paths are ASP.NET Core's, which start at the program's folder.
            using var certificate = Load(Absolute(path), keyPath is null ? null : Absolute(keyPath), configuration[$"{Setting}:Password"]);
            return certificate.HasPrivateKey ? null : $"{Setting}:Path holds no private key: name its file in {Setting}:KeyPath";
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return $"{Setting} can't be used: {unreadable.Message}";
        }
    }

    private static string Absolute(string path) => Path.Combine(AppContext.BaseDirectory, path);

    private static X509Certificate2 Load(string path, string? keyPath, string? password) =>
        keyPath is null ? X509CertificateLoader.LoadPkcs12FromFile(path, password)
        : password is null ? X509Certificate2.CreateFromPemFile(path, keyPath)
        : X509Certificate2.CreateFromEncryptedPemFile(path, password, keyPath);
}
