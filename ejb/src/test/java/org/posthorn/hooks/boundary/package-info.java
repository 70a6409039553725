@NullMarked
package org.posthorn.hooks.boundary;

import org.jspecify.annotations.NullMarked;
