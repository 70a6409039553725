/**
 * SASL mechanisms as small state machines, and the port to whoever knows the credentials. RFC 4422.
 */
@NullMarked
package org.posthorn.sasl;

import org.jspecify.annotations.NullMarked;
