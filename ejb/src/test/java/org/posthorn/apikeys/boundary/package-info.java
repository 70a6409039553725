@NullMarked
package org.posthorn.apikeys.boundary;

import org.jspecify.annotations.NullMarked;
