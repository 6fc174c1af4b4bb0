using System.Text.RegularExpressions;
using Consent.Core.Texts;

namespace Consent.Core.Tests.Texts;

public sealed class ControlCharactersTests
{
    [Fact]
    public void AreIn_EveryCharacter_AreThoseOfUnicode() => Assert.Equal(
        Enumerable.Range(0, char.MaxValue + 1).Where(code => char.IsControl((char)code)),
        Enumerable.Range(0, char.MaxValue + 1).Where(code => ControlCharacters.AreIn($"a{(char)code}b")));

    [Fact]
    public void IsOneLine_EveryCharacter_AgreesWithThePattern()
    {
        var pattern = new Regex($"^(?:{ControlCharacters.OneLine})$", RegexOptions.Singleline);

        Assert.All(
            Enumerable.Range(0, char.MaxValue + 1).Select(code => $"a{(char)code}b"),
            text => Assert.Equal(pattern.IsMatch(text), ControlCharacters.IsOneLine(text)));
    }
}
