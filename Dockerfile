# cvrender with all that its documents need, run by a user without privileges:
#   docker build --tag cvrender .
#   docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/cv" cvrender render
# Fonts for other scripts are packages of Debian: --build-arg FONTS="fonts-noto-core fonts-noto-cjk"
ARG PYTHON=3.13

FROM python:${PYTHON}-slim AS build
COPY . /source
WORKDIR /source
RUN python -m venv /opt/cvrender \
    && /opt/cvrender/bin/pip install --quiet --no-cache-dir --require-hashes --requirement requirements.txt \
    && /opt/cvrender/bin/pip install --quiet --no-cache-dir --no-deps --no-build-isolation . \
    && /opt/cvrender/bin/pip uninstall --quiet --yes hatchling editables pip

FROM python:${PYTHON}-slim
ARG FONTS=""
# Debian keeps one version of each, so a pinned one would soon be gone.
# hadolint ignore=DL3008
RUN apt-get update --quiet=2 \
    && apt-get install --quiet=2 --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ${FONTS} \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 cv
COPY --from=build /opt/cvrender /opt/cvrender
ENV PATH=/opt/cvrender/bin:$PATH HOME=/tmp
# By number, which is what Kubernetes holds against runAsNonRoot.
USER 1000
WORKDIR /cv
ENTRYPOINT ["cvrender"]
CMD ["--help"]
