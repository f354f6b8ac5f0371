# The server with the compiled browser application. Built from source: no prebuilt files come in.
FROM rust:1.95-bookworm AS build
RUN rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .
RUN cargo xtask frontend --release && cargo build --release -p obrady-server \
    && mkdir /out && cp target/release/obrady /out/ && cp -r target/spa /out/spa

FROM debian:trixie-slim
# Whom the mail server's certificate is checked by; pg_dump and pg_restore for copies, of docker-compose.yml's version.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/*
# A fixed number, so that files from outside (the signing key) can be given to it.
RUN groupadd --gid 10001 obrady && useradd --uid 10001 --gid 10001 --create-home obrady
COPY --from=build /out/obrady /usr/local/bin/obrady
COPY --from=build /out/spa /usr/share/obrady/spa
# Copies of the data and an SQLite file go here; everything else may be read-only.
RUN install -d -o 10001 -g 10001 /var/lib/obrady /var/lib/obrady/backups
VOLUME /var/lib/obrady
USER 10001
WORKDIR /var/lib/obrady
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${OBRADY_LISTEN##*:} && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENV OBRADY_LISTEN=0.0.0.0:8080
ENTRYPOINT ["obrady"]
CMD ["serve"]
