/** Tells other domains how TLS with their servers went. RFC 8460. */
@NullMarked
package org.posthorn.tlsreports.boundary;

import org.jspecify.annotations.NullMarked;
