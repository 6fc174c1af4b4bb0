using Microsoft.Extensions.Options;

namespace Consent.Storage;

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
