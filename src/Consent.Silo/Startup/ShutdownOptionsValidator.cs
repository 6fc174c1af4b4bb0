using Microsoft.Extensions.Options;

namespace Consent.Silo.Startup;

[OptionsValidator]
internal sealed partial class ShutdownOptionsValidator : IValidateOptions<ShutdownOptions>;
