/** What is known of TLS with other mail servers: their policies, what they offer, how it went. */
@NullMarked
package org.posthorn.tlspolicy.boundary;

import org.jspecify.annotations.NullMarked;
