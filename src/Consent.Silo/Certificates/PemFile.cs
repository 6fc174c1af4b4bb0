using System.Security;

namespace Consent.Silo.Certificates;

/// <summary>A PEM file that the configuration names.</summary>
/// <param name="Key">The configuration's key, for messages.</param>
/// <param name="Path">Its path, which may lead over symbolic links that change.</param>
internal sealed record PemFile(string Key, string? Path)
{
    /// <exception cref="CertificateRefusedException">There is no such file, or it cannot be read.</exception>
    public string Read()
    {
        if (string.IsNullOrEmpty(Path))
        {
            throw new CertificateRefusedException($"{Key} is not set. Give the path of a PEM file.");
        }

        try
        {
            return File.ReadAllText(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or ArgumentException)
        {
            throw new CertificateRefusedException($"{Key} is '{Path}', which cannot be read: {Cause(e)}. Give the path of a PEM file.");
        }
    }

    private static string Cause(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException or SecurityException => "this user may not read it",
        _ => exception.Message.TrimEnd('.'),
    };
}
