using System.Buffers;
using System.Collections.Frozen;
using System.Net;

namespace Consent.Core.Texts.Damage;

/// <summary>HTML that e-mail and picture messages leave in a text: <c>STOP&lt;br&gt;</c>, <c>&amp;nbsp;</c>.</summary>
internal static class Markup
{
    private const int LongestEntity = 10;
    private const string Quote = "blockquote";

    private static readonly SearchValues<char> Signs = SearchValues.Create("<&");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Inline = Names(
        "a", "abbr", "b", "big", "center", "em", "font", "i", "img", "meta", "o:p", "s", "small", "span", "strong", "sub", "sup", "u");

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Block = Names(
        "body", "br", "div", "dd", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "li", "ol", "p", "pre", "table",
        "tbody", "td", "th", "tr", "ul", Quote);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Hidden = Names("head", "script", "style", "title");

    internal static ReadOnlySpan<char> Remove(ReadOnlySpan<char> text, TextOrigins? origins)
    {
        var rewriter = new TextRewriter(text, origins);
        for (var at = 0; at < text.Length;)
        {
            var sign = text[at..].IndexOfAny(Signs);
            if (sign < 0)
            {
                break;
            }

            at += sign;
            at = text[at] == '<' ? ReadTag(ref rewriter, text, at) : ReadEntity(ref rewriter, text, at);
        }

        return rewriter.Finish();
    }

    private static int ReadTag(ref TextRewriter rewriter, ReadOnlySpan<char> text, int at)
    {
        var length = text[(at + 1)..].IndexOfAny('<', '>') + 1;
        if (length == 0 || text[at + length] != '>')
        {
            return at + Math.Max(length, 1);
        }

        var end = at + length + 1;
        var tag = text[(at + 1)..(end - 1)];
        var closes = tag.StartsWith('/');
        var name = NameOf(closes ? tag[1..] : tag);
        if (!closes && (Hidden.Contains(name) || name.Equals(Quote, StringComparison.OrdinalIgnoreCase)))
        {
            end = EndOf(text, end, name);
            if (!Hidden.Contains(name))
            {
                rewriter.Remove(at, end, LeftOutRules.Quotation, "\n");
                return end;
            }
        }
        else if (!Hidden.Contains(name) && !Inline.Contains(name) && !Block.Contains(name) && !tag.StartsWith('!'))
        {
            return end;
        }

        rewriter.Replace(at, end, Block.Contains(name) ? "\n" : "");
        return end;
    }

    // Without a closing tag, the text ends.
    private static int EndOf(ReadOnlySpan<char> text, int start, ReadOnlySpan<char> name)
    {
        for (var at = start; at < text.Length;)
        {
            var next = text[at..].IndexOf("</", StringComparison.Ordinal);
            if (next < 0)
            {
                break;
            }

            at += next + 2;
            if (text[at..].StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                var close = text[at..].IndexOf('>');
                return close < 0 ? text.Length : at + close + 1;
            }
        }

        return text.Length;
    }

    private static int ReadEntity(ref TextRewriter rewriter, ReadOnlySpan<char> text, int at)
    {
        var near = text.Slice(at, Math.Min(LongestEntity, text.Length - at));
        var length = near.IndexOf(';') + 1;
        if (length < 3)
        {
            return at + 1;
        }

        var entity = near[..length].ToString();
        var decoded = WebUtility.HtmlDecode(entity);
        if (decoded == entity)
        {
            return at + 1;
        }

        rewriter.Replace(at, at + length, decoded);
        return at + length;
    }

    private static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOfAny(" /\t\n");
        return end < 0 ? tag : tag[..end];
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names(params string[] names) =>
        names.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
