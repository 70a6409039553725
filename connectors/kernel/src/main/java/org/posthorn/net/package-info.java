/** Addresses and networks of the Internet Protocol. Nothing here asks DNS. */
@NullMarked
package org.posthorn.net;

import org.jspecify.annotations.NullMarked;
