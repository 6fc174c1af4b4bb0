using Microsoft.Extensions.Options;

namespace Consent.Storage.Database;

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
