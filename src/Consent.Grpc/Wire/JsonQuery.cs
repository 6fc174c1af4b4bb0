using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Consent.Grpc.Wire;

/// <summary>
/// Reads a query before transcoding does. A value that is empty, or null, leaves a field unset, except in a field of text, where
/// it may be meant. A field that the path gives is the path's.
/// </summary>
internal static class JsonQuery
{
    public static void Read(HttpRequest request, MessageDescriptor type, HttpRule rule, JsonFindings findings)
    {
        if (!request.QueryString.HasValue)
        {
            return;
        }

        var kept = new Dictionary<string, StringValues>();
        foreach (var (name, values) in request.Query)
        {
            if (Takes(request, type, rule, name) is not { } field)
            {
                findings.Ignore(JsonFindings.Shown(name));
            }
            else if (field.FieldType == FieldType.String || values is not [null or "" or "null"])
            {
                kept[name] = values;
                if (!name.Contains('.', StringComparison.Ordinal))
                {
                    Check(field, values, findings);
                }
            }
        }

        request.Query = new QueryCollection(kept);
    }

    private static FieldDescriptor? Takes(HttpRequest request, MessageDescriptor type, HttpRule rule, string name)
    {
        // A field of a message is written after the message's name and a dot.
        var first = name.Split('.')[0];
        var field = rule.Body.Length > 0
            ? null
            : type.Fields.InDeclarationOrder().FirstOrDefault(each => each.JsonName == first || each.Name == first);
        return field is null || request.RouteValues.ContainsKey(field.Name) ? null : field;
    }

    private static bool IsGiven(string? expected) => expected is not null;

    private static void Check(FieldDescriptor field, StringValues values, JsonFindings findings)
    {
        if (values.Count > 1 && !field.IsRepeated)
        {
            findings.Refuse(field.Name, ErrorReason.MessageUndecodable, $"{field.Name} is given more than once.");
        }
        else if (values.Select(value => FieldValues.ExpectedInstead(field, value ?? "")).FirstOrDefault(IsGiven) is { } expected)
        {
            findings.Refuse(field.Name, ErrorReason.MessageUndecodable, $"{field.Name} must be {expected}.");
        }
    }
}
