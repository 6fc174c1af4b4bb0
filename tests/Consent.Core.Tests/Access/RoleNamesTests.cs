using Consent.Core.Access;

namespace Consent.Core.Tests.Access;

public sealed class RoleNamesTests
{
    [Fact]
    public void Parse_EachName_IsItsRole() => Assert.All(
        Enum.GetValues<Roles>().Where(role => role != Roles.None),
        role => Assert.Equal(role, RoleNames.Parse(Assert.Single(RoleNames.Of(role)))));

    [Theory]
    [InlineData("")]
    [InlineData("Check")]
    [InlineData("check,read")]
    [InlineData("none")]
    public void Parse_OtherText_IsNone(string name) => Assert.Equal(Roles.None, RoleNames.Parse(name));
}
