# The bot as an image: locked and hashed dependencies, no shell, no package manager, no root, git without its scripts,
# nothing written outside of /var/lib/gains and /tmp.
#   packaging/image gains-network-orchestrator:0.1.0                   # bot, API, jobs, forges, assistant, tracing
#   packaging/image gains-network-orchestrator:0.1.0-batfish batfish   # the same with the Batfish client (pandas)
# BASE_IMAGE is any Debian or derived image with Python 3.11 or newer and apt-get; of it only Python and libraries stay.
# APT_SOURCE, a line of sources.list such as that of an archive that keeps every day, takes the place of the base's own:
# with it, and with the base by digest, the image can be built again to the byte years later.
ARG BASE_IMAGE=docker.io/library/python:3.12-slim-bookworm@sha256:782412e85d0f0984994c290652577d4018aff08145c85b262bb63dc0c7522254

FROM ${BASE_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_NO_COMPILE=1 PIP_ROOT_USER_ACTION=ignore PYTHONHASHSEED=0
ARG APT_SOURCE=""
RUN if [ -n "${APT_SOURCE}" ]; then rm -rf /etc/apt/sources.list.d/*; printf '%s\n' "${APT_SOURCE}" >/etc/apt/sources.list; fi \
 && apt-get update && apt-get install --yes --no-install-recommends binutils git ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY requirements/ requirements/
# dd asks for networkx and setuptools, which it needs to draw diagrams and to be built: neither is done here.
RUN python3 -m venv --without-pip /opt/gains \
 && python3 -m venv /opt/tools \
 && /opt/tools/bin/python -m pip install --quiet --require-hashes -r requirements/build.lock \
 && /opt/tools/bin/python -m pip --python /opt/gains/bin/python install --quiet --require-hashes -r requirements/server.lock \
 && /opt/tools/bin/python -m pip --python /opt/gains/bin/python uninstall --quiet --yes networkx setuptools
COPY pyproject.toml README.md LICENSE ./
COPY bot/ bot/
COPY pipeline/ pipeline/
COPY policies/ policies/
COPY renderers/ renderers/
COPY schemas/ schemas/
COPY docs/examples/campus/ docs/examples/campus/
COPY tests/cases/intents/ tests/cases/intents/
ARG REVISION=unknown
ARG SOURCE_DATE_EPOCH=0
RUN printf '%s\n' "${REVISION}" > bot/commit.txt
RUN /opt/tools/bin/python -m hatchling build -t wheel -d /tmp/wheel \
 && /opt/tools/bin/python -m pip --python /opt/gains/bin/python install --quiet --no-deps /tmp/wheel/*.whl \
 && /opt/tools/bin/cyclonedx-py environment --output-reproducible -o /opt/gains/sbom.cdx.json /opt/gains/bin/python
COPY packaging/ packaging/
RUN packaging/slim /opt/gains \
 && packaging/collect-root /opt/gains /opt/root \
 && install -d -m 0750 /opt/data/gains

FROM scratch AS runtime
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="GAINS Network Orchestrator" \
      org.opencontainers.image.description="A change-request bot for networks: an intent in a pull request becomes a proved change package" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /opt/root/ /
COPY --from=build --chown=10001:10001 /opt/data/ /var/lib/
COPY --from=build /opt/gains /opt/gains
ENV PATH=/opt/gains/bin:/usr/bin:/bin \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HOME=/var/lib/gains GIT_CONFIG_NOSYSTEM=1 GIT_TERMINAL_PROMPT=0 \
    GAINS_PROFILE=prod GAINS_DATA_DIR=/var/lib/gains
WORKDIR /var/lib/gains
USER 10001:10001
VOLUME /var/lib/gains
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=4 \
  CMD ["/opt/gains/bin/python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=4).read()"]
ENTRYPOINT ["/opt/gains/bin/gains"]
CMD ["serve"]

# Only what the client adds: a layer on top of the bot, not another copy of it.
FROM build AS build-batfish
RUN packaging/sums /opt/gains >/opt/before \
 && /opt/tools/bin/python -m pip --python /opt/gains/bin/python install --quiet --require-hashes -r requirements/run.lock \
 && /opt/tools/bin/cyclonedx-py environment --output-reproducible -o /opt/gains/sbom.cdx.json /opt/gains/bin/python \
 && packaging/slim /opt/gains \
 && packaging/layer /opt/gains /opt/before /opt/root /opt/layer

FROM runtime AS batfish
COPY --from=build-batfish /opt/layer/ /

FROM runtime
