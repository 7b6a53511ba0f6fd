# The service in a container:
#   docker build -t vanthu .
#   docker run --read-only --tmpfs /tmp --cap-drop ALL -p 8000:8000 -v vanthu-data:/data vanthu
# An office's own fonts: -v /path/to/fonts:/usr/local/share/fonts:ro
# Single commands: docker run --rm -i --user "$(id -u)" -v "$PWD":/out vanthu render - --out /out < input.json

# What both stages need of the system; the list is the one that ./run reads.
FROM debian:trixie-slim AS base
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
COPY system-packages.txt /tmp/system-packages.txt
# Versions follow the Debian release named above, which only changes them for security.
# hadolint ignore=DL3008
RUN export DEBIAN_FRONTEND=noninteractive \
 && apt-get update \
 && sed -e 's/#.*//' /tmp/system-packages.txt | xargs apt-get install -y --no-install-recommends \
 && rm -rf /var/lib/apt/lists/* /tmp/system-packages.txt \
 && fc-cache -f

# The libraries, by hash, put where ./run puts them; the tools that install them stay behind.
FROM base AS build
WORKDIR /srv/vanthu
COPY run system-packages.txt requirements.lock requirements-dev.lock requirements-uv.lock ./
COPY schemas schemas
COPY service service
RUN ./run vanthu kinds \
 && .venv/bin/python -m pip uninstall --yes --quiet uv pip \
 && .venv/bin/python -m compileall -q .venv schemas service \
 && rm -rf .run

FROM base
RUN groupadd --gid 10001 vanthu \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin vanthu \
 && install -d -o vanthu -g vanthu /data
WORKDIR /srv/vanthu
COPY --from=build /srv/vanthu ./
COPY doc_templates doc_templates
COPY samples samples
ENV LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 VANTHU_DATA=/data
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD [".venv/bin/python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["/srv/vanthu/.venv/bin/vanthu"]
CMD ["serve", "--host", "0.0.0.0"]
