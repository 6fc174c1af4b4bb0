using System.Text.RegularExpressions;

namespace Consent.Core.Tests.Texts;

/// <summary>What customers of a field-service business text on most days: the templates of ordinary.txt, filled in. Always the same ones.</summary>
internal static partial class OrdinaryTexts
{
    private static readonly string[] Greetings =
        ["", "", "", "", "", "Hi ", "Hey ", "Ok ", "Hi {name}, ", "Hello, ", "Good morning, ", "Sorry, ", "Hey its {name}, "];

    private static readonly string[] Closings =
        ["", "", "", "", "", ". {thx}", " {thx}", " - {name}", "!", " 👍", ". Let me know", " 🙂", " if thats ok"];

    /// <summary>So many texts, no two alike.</summary>
    public static IReadOnlyCollection<string> Take(int count)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "ordinary.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .ToLookup(line => Slot().IsMatch(line));
        var slots = lines[true].Select(line => line.Split(": ", 2)).ToDictionary(parts => parts[0], parts => parts[1].Split(" | "));
        var templates = lines[false].ToArray();

        var random = new Random(20261129);
        var texts = new HashSet<string>(count);
        for (var i = 0; texts.Count < count; i++)
        {
            texts.Add(Typed(Fill(Dressed(templates[i % templates.Length], random), slots, random), random));
        }

        return texts;
    }

    private static string Dressed(string template, Random random)
    {
        var closing = template[^1] is '?' or '!' ? "" : Any(Closings, random);
        return template.Length < 18 ? template : Any(Greetings, random) + template + closing;
    }

    private static string Fill(string template, Dictionary<string, string[]> slots, Random random)
    {
        while (template.Contains('{', StringComparison.Ordinal))
        {
            template = Name().Replace(template, slot => Any(slots[slot.Groups[1].Value], random));
        }

        return template;
    }

    // As people type: without capitals, apostrophes or marks, or all in capitals.
    private static string Typed(string text, Random random)
    {
        text = random.Next(20) switch
        {
            < 7 => text.ToLowerInvariant(),
            7 => text.ToUpperInvariant(),
            _ => text,
        };
        text = random.Next(5) switch
        {
            < 2 => text.Replace("'", "", StringComparison.Ordinal),
            2 => text.Replace('\'', '’'),
            _ => text,
        };
        text = random.Next(8) == 0 ? text.Replace(" you ", " u ", StringComparison.Ordinal) : text;
        text = random.Next(8) == 0 ? text.Replace("please", "pls", StringComparison.Ordinal) : text;
        return random.Next(6) == 0 ? text.TrimEnd('?', '.') : text;
    }

    private static string Any(string[] choices, Random random) => choices[random.Next(choices.Length)];

    [GeneratedRegex("^[a-z]+: .* \\| ")]
    private static partial Regex Slot();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Name();
}
