# The server with the compiled browser application. Built from source: no prebuilt files come in.
FROM rust:1.95-bookworm AS build
RUN rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY . .
RUN cargo xtask frontend --release && cargo build --release -p obrady-server \
    && mkdir /out && cp target/release/obrady /out/ && cp -r target/spa /out/spa

FROM debian:bookworm-slim
# A fixed number, so that files from outside (the signing key) can be given to it.
RUN groupadd --gid 10001 obrady && useradd --uid 10001 --gid 10001 --create-home obrady
COPY --from=build /out/obrady /usr/local/bin/obrady
COPY --from=build /out/spa /usr/share/obrady/spa
USER 10001
WORKDIR /home/obrady
ENTRYPOINT ["obrady"]
CMD ["serve"]
