/** Who sent a request and what they may do, for all areas of the web application. */
@NullMarked
package org.posthorn.web.security;

import org.jspecify.annotations.NullMarked;
