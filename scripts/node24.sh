# Sourced by the other scripts: puts a Node >= 24 first on PATH. Where the machine's own is older, the npm
# package `node` brings one, once, into a cache outside the project.
racegate_node_version=24.21.0
racegate_node_major() {
  command -v node >/dev/null 2>&1 || { echo 0; return; }
  node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0
}
if [ "$(racegate_node_major)" -lt 24 ]; then
  command -v npm >/dev/null 2>&1 || {
    echo "racegate needs Node >= 24, or any Node >= 18 with npm to fetch it. Install Node and run this again." >&2
    exit 2
  }
  racegate_tools=${RACEGATE_TOOLS:-$HOME/.cache/racegate-tools}
  racegate_node_dir=$racegate_tools/node-$racegate_node_version
  if [ ! -x "$racegate_node_dir/node_modules/node/bin/node" ]; then
    echo "fetching Node $racegate_node_version (npm package node) into $racegate_node_dir" >&2
    mkdir -p "$racegate_node_dir"
    printf '{"name":"racegate-node","private":true}\n' >"$racegate_node_dir/package.json"
    (cd "$racegate_node_dir" && npm install --ignore-scripts=false --no-audit --no-fund --loglevel=error \
      --no-save "node@$racegate_node_version") >&2 || {
      echo "the npm package node@$racegate_node_version could not be installed; see the lines above." >&2
      exit 2
    }
  fi
  PATH=$racegate_node_dir/node_modules/node/bin:$PATH
  export PATH
fi
