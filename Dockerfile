# The server. "Extra" is the chiseled image that has ICU: without its Unicode data a full-width STOP would pass as any other text,
# and the server does not start. There is no shell in it.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
# Compiled ahead of time: ready in two thirds of the time, and the first calls do not wait for the compiler.
# The same commit gives the same assemblies: docker build --build-arg COMMIT=$(git rev-parse HEAD)
ARG COMMIT
RUN dotnet publish src/Consent.Silo -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true \
    -p:ContinuousIntegrationBuild=true -p:RestoreLockedMode=true -p:SourceRevisionId=$COMMIT -o /server --nologo
# What is in it: every package, with its version, licence and digest.
RUN eng/sbom.sh /server/consent.cdx.json

FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /server
COPY --from=build /server .

# Nothing is written to the program's folder, not even the runtime's sockets for debuggers, so the root can be read-only.
ENV DOTNET_EnableDiagnostics=0 \
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false
USER $APP_UID
EXPOSE 5080 5081
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "Consent.Silo.dll"]
