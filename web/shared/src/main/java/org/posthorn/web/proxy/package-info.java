/** The client behind reverse proxies. */
@NullMarked
package org.posthorn.web.proxy;

import org.jspecify.annotations.NullMarked;
