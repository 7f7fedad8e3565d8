FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR_DIR=/var/lib/foresaid
WORKDIR /foresaid
RUN useradd --system --home-dir "$VAR_DIR" --create-home foresaid \
    && install --directory --owner=foresaid "$VAR_DIR/files"

# Before the code, so that a change of the code does not install everything again.
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt

COPY manage.py ./
COPY config config
COPY predictions predictions

USER foresaid
EXPOSE 8000
CMD ["gunicorn", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4", "--limit-request-line=8190", "config.wsgi"]
