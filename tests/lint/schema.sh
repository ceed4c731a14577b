#!/bin/sh
# schema/ agrees with itself, and the enums in schema/*.schema.json are current.
set -eu
exec "${SOURCE:-.}/tools/check-schema" "${SOURCE:-.}/schema"
