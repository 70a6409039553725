package org.posthorn.inbound.tls;

import java.util.concurrent.Executor;

/** Makes TLS layers that speak for one identity. Thread-safe. */
interface LayerMaker {
  /** How long a handshake may take. */
  int HANDSHAKE_SECONDS = 60;

  /** A layer for a new connection; its public-key operations run on the workers. */
  TlsLayer layer(Executor workers);
}
