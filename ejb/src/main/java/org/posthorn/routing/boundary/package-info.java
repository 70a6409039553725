/** Where mail for an address goes. */
@NullMarked
package org.posthorn.routing.boundary;

import org.jspecify.annotations.NullMarked;
