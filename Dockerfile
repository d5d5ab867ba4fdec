# What the bot needs is installed by hash in one stage; the other has neither pip's cache nor a
# compiler. The version of Python is the one that the tests run on.
FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements.lock /build/requirements.lock
RUN python -m venv /venv \
    && /venv/bin/python -m pip install --require-hashes --only-binary :all: \
       -r /build/requirements.lock \
    && /venv/bin/python -m pip uninstall --yes pip setuptools

FROM python:3.11-slim
RUN useradd --uid 10001 --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin openspace \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
COPY --from=build /venv /venv
WORKDIR /app
COPY LICENSE pyproject.toml ./
COPY openspace openspace
COPY storage storage
COPY services services
COPY handlers handlers
COPY sandbox sandbox
COPY bot bot
# Compiled here, because nothing can be written there later.
RUN python -m compileall -q .
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATABASE_URL=sqlite:////data/openspace.db \
    HTTP_HOST=0.0.0.0 \
    STATUS_HOST=127.0.0.1 \
    STATUS_PORT=9100
USER 10001:10001
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["python", "-m", "bot", "healthcheck"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
