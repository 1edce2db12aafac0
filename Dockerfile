# The service as an image: docker build -t zhunsheng . (or compose.yaml, with its database). How it is run: docs/operation.md.
#
# Two stages: the first has a compiler, for the second engine, and the sources; the second has neither, no pip, and no shell scripts of
# ours. Nothing secret is ever in a layer: keys and passwords come as files when it runs.

FROM python:3.13-slim-trixie AS build
# Versions of Debian's packages are not pinned: Debian keeps only the newest of each, so a pin would be a build that fails some day.
# None of them is in the image that runs.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY requirements/ requirements/
COPY scripts/check_python.py scripts/install-rete scripts/install-service scripts/
COPY pyproject.toml README.md LICENSE ./
COPY rulesets/ rulesets/
COPY zhunsheng/ zhunsheng/
RUN scripts/install-service /opt/zhunsheng

FROM python:3.13-slim-trixie
# Numbers and not names: an orchestrator that wants to see that nobody is root looks at numbers.
RUN groupadd --system --gid 10001 zhunsheng \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/zhunsheng --shell /usr/sbin/nologin zhunsheng \
    && install --directory --owner=10001 --group=10001 --mode=0700 /var/lib/zhunsheng
COPY --from=build /opt/zhunsheng /opt/zhunsheng
# The root file system may be read-only; what is written is written to the volume.
ENV PATH=/opt/zhunsheng/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    ZHUNSHENG_HOST=0.0.0.0 \
    ZHUNSHENG_PORT=8000 \
    ZHUNSHENG_NOTICE_SECONDS=5
WORKDIR /var/lib/zhunsheng
VOLUME ["/var/lib/zhunsheng"]
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
# Straight to the service: http.client knows of no proxy that the surroundings may name.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import http.client, os, sys; service = http.client.HTTPConnection('127.0.0.1', int(os.environ['ZHUNSHENG_PORT']), timeout=4); service.request('GET', '/readyz'); sys.exit(service.getresponse().status != 200)"]
ENTRYPOINT ["zhunsheng"]
CMD ["serve"]
