# The full image has the compiler that `fast` needs.
FROM python:3.13 AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md ./
COPY embedsvc embedsvc
RUN python -m venv --without-pip /venv \
    && pip --python /venv/bin/python install --no-cache-dir --constraint constraints.txt '.[fast,postgresql,redis]'

FROM python:3.13-slim
RUN pip uninstall --yes pip \
    && useradd --system --uid 10001 --no-create-home embedsvc \
    && install -d -o embedsvc /data
COPY --from=build /venv /venv
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 XDG_DATA_HOME=/data
USER 10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8080/healthz', timeout=2)"]
CMD ["embedsvc", "serve", "--host", "0.0.0.0"]
