/** How the results of checks are told to those who read a message later. RFC 8601. */
@NullMarked
package org.posthorn.mailauth.results;

import org.jspecify.annotations.NullMarked;
