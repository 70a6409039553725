/** Tests against a DNS server on real sockets. */
@NullMarked
package org.posthorn.mailauth.dns;

import org.jspecify.annotations.NullMarked;
