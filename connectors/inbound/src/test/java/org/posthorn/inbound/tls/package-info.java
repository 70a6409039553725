/** Tests of TLS and its files. */
@NullMarked
package org.posthorn.inbound.tls;

import org.jspecify.annotations.NullMarked;
