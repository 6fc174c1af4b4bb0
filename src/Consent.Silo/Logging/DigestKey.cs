using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Logging;

/// <summary>The key of the digests that stand in the log for numbers.</summary>
internal sealed class DigestKey
{
    private const string Variable = "env:";
    private const string File = "file:";

    /// <summary>The least number of bytes: that of the digest, SHA-256.</summary>
    private const int MinBytes = 32;

    public DigestKey(IOptions<RedactionOptions> options)
    {
        var given = Given(options);
        IsOfThisStart = given is null;
        Text = given ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(MinBytes));
    }

    /// <summary>Gets the key in Base64.</summary>
    public string Text { get; }

    /// <summary>Gets a value indicating whether this start made the key, and nothing else has it.</summary>
    public bool IsOfThisStart { get; }

    /// <summary>Reads the key from where the configuration says that it is.</summary>
    /// <param name="reference">The reference; empty for none.</param>
    /// <param name="key">The key in Base64; null where there is none.</param>
    /// <returns>What is wrong, to follow the option's name, or null.</returns>
    public static string? TryRead(string? reference, out string? key)
    {
        key = null;
        if (string.IsNullOrEmpty(reference))
        {
            return null;
        }

        if (Find(reference, out var text) is { } failure)
        {
            return failure;
        }

        var bytes = new byte[text!.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var count) || count < MinBytes)
        {
            return $"names a key that is not Base64 of {MinBytes} bytes or more. Make one with: openssl rand -base64 {MinBytes}";
        }

        key = Convert.ToBase64String(bytes.AsSpan(0, count));
        return null;
    }

    private static string? Find(string reference, out string? text)
    {
        text = null;
        if (reference.StartsWith(Variable, StringComparison.Ordinal))
        {
            text = Environment.GetEnvironmentVariable(reference[Variable.Length..])?.Trim();
            return string.IsNullOrEmpty(text) ? $"names {reference}, an environment variable that is not set." : null;
        }

        if (reference.StartsWith(File, StringComparison.Ordinal))
        {
            try
            {
                text = System.IO.File.ReadAllText(reference[File.Length..]).Trim();
                return null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                return $"names {reference}, a file that cannot be read.";
            }
        }

        // It may be the key itself.
        return $"must say where the key is, {Variable}NAME or {File}PATH, and not be the key.";
    }

    // The configuration's check refuses a bad one, and until then entries may be logged.
    private static string? Given(IOptions<RedactionOptions> options)
    {
        try
        {
            return TryRead(options.Value.Key, out var key) is null ? key : null;
        }
        catch (OptionsValidationException)
        {
            return null;
        }
    }
}
