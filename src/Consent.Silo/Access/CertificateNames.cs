using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Consent.Silo.Access;

/// <summary>The names in a certificate, in a form that can be compared.</summary>
internal static class CertificateNames
{
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);

    /// <summary>The name of a configured caller; null where its subject cannot be read.</summary>
    public static string? Of(CertificateCaller caller)
    {
        if (caller.San is { Length: > 0 } name)
        {
            return name.Contains("://", StringComparison.Ordinal) ? OfUri(name) : OfDnsName(name);
        }

        try
        {
            return OfSubject(new X500DistinguishedName(caller.Subject ?? ""));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>All names in a certificate by which a caller may be known.</summary>
    public static IEnumerable<string> Of(X509Certificate2 certificate)
    {
        var alternatives = AlternativesOf(certificate);
        return OfSubject(certificate.SubjectName) is { } subject ? alternatives.Prepend(subject) : alternatives;
    }

    private static string OfDnsName(string name) => $"dns {name.ToLowerInvariant()}";

    private static string OfUri(string name) => $"uri {name}";

    // Without the order and the encoding of its parts, which tools write in different ways.
    private static string? OfSubject(X500DistinguishedName subject)
    {
        try
        {
            var parts = subject.EnumerateRelativeDistinguishedNames()
                .Select(part => part.HasMultipleElements
                    ? null
                    : $"{part.GetSingleElementType().Value}={part.GetSingleElementValue()}")
                .Order(StringComparer.Ordinal)
                .ToList();
            return parts.Count == 0 || parts.Contains(null) ? null : $"subject {string.Join('\n', parts)}";
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static List<string> AlternativesOf(X509Certificate2 certificate)
    {
        var names = new List<string>();
        try
        {
            foreach (var extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
            {
                var reader = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
                while (reader.HasData)
                {
                    var tag = reader.PeekTag();
                    if (tag.HasSameClassAndValue(DnsName))
                    {
                        names.Add(OfDnsName(reader.ReadCharacterString(UniversalTagNumber.IA5String, tag)));
                    }
                    else if (tag.HasSameClassAndValue(Uri))
                    {
                        names.Add(OfUri(reader.ReadCharacterString(UniversalTagNumber.IA5String, tag)));
                    }
                    else
                    {
                        reader.ReadEncodedValue();
                    }
                }
            }
        }
        catch (AsnContentException)
        {
            // Names of which one cannot be read are none.
            return [];
        }

        return names;
    }
}
